import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('java', 'javac')

const server = `
  import com.sun.net.httpserver.HttpServer;
  import java.net.InetSocketAddress;
  import java.util.concurrent.Executors;
  public class Server {
    public static void main(String[] args) throws Exception {
      HttpServer server = HttpServer.create(new InetSocketAddress(80), 0);
      server.setExecutor(Executors.newFixedThreadPool(8));
      server.createContext("/", exchange -> {
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        byte[] answer = (client + " asked " + exchange.getLocalAddress().getPort()).getBytes();
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
      });
      server.start();
    }
  }`

const client = `
  import java.net.URI;
  import java.net.http.*;
  import java.util.*;
  import java.util.concurrent.CompletableFuture;
  public class Client {
    public static void main(String[] args) throws Exception {
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++)
        answers.add(client.sendAsync(HttpRequest.newBuilder(URI.create(args[0])).build(),
          HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body));
      Set<String> different = new HashSet<>();
      for (CompletableFuture<String> answer : answers) different.add(answer.get());
      System.out.print(String.join("\\n", different));
    }
  }`

const datagrams = `
  import java.net.*;
  public class Datagrams {
    public static void main(String[] args) throws Exception {
      DatagramSocket socket = new DatagramSocket(7);
      DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
      while (true) { socket.receive(packet); socket.send(packet); packet.setLength(2048); }
    }
  }`

test("Java's HttpClient on another host and fetch in the test reach Java's HttpServer", async ({ network, folder }) => {
  const web = await network.host('web')
  const desk = await network.host('desk')
  await network.run('javac', ['-d', folder, ...sources(folder, { Server: server, Client: client })])
  const java = await web.spawn('java', [...options(folder), 'Server'])
  await java.listening(80)
  for (const { addressOf, inUrl } of families) {
    const { stdout } = await desk.run('java', [...options(folder), 'Client', `http://${inUrl(web)}/`])
    expect(stdout).toBe(`${javaText(addressOf(desk))} asked 80`)
    const response = await fetch(`http://${inUrl(web)}/`)
    expect(await response.text()).toBe(`${javaText(addressOf(network.testHost))} asked 80`)
  }
})

test("Java's HttpClient reaches a server that is written in the test", async ({ network, folder }) => {
  const web = await network.host('web')
  const desk = await network.host('desk')
  await network.run('javac', ['-d', folder, ...sources(folder, { Client: client })])
  const node = createServer((request, response) => response.end(request.socket.remoteAddress)).listen(80, web.ip)
  await once(node, 'listening')
  const { stdout } = await desk.run('java', [...options(folder), 'Client', `http://${web.ip}/`])
  expect(stdout).toBe(desk.ip)
  node.close()
})

test('a Java DatagramSocket answers IPv4 and IPv6 clients in the test', async ({ network, folder }) => {
  const peer = await network.host('peer')
  await network.run('javac', ['-d', folder, ...sources(folder, { Datagrams: datagrams })])
  const java = await peer.spawn('java', [...options(folder), 'Datagrams'])
  await java.listening(7, { protocol: 'udp' })
  for (const { family, addressOf } of families) {
    const socket = createSocket(family === 'IPv4' ? 'udp4' : 'udp6')
    socket.send(family, 7, addressOf(peer))
    const [answer, from] = await once(socket, 'message')
    expect([String(answer), from.address]).toEqual([family, addressOf(peer)])
    socket.close()
  }
})

function sources(folder: string, classes: Record<string, string>): string[] {
  return Object.entries(classes).map(([name, source]) => {
    const file = path.join(folder, `${name}.java`)
    writeFileSync(file, source)
    return file
  })
}

/** A small virtual machine that starts fast. */
function options(folder: string): string[] {
  return ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx64m', '-cp', folder]
}

/** Java writes IPv6 addresses in full: fd00:0:0:0:0:0:0:2. */
function javaText(address: string): string {
  const [head = '', tail] = address.split('::')
  if (tail === undefined) return address
  const groups = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  return [...groups[0], ...Array<string>(8 - groups.flat().length).fill('0'), ...groups[1]].join(':')
}
