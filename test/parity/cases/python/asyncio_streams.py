# asyncio streams and datagrams work over loopback
import asyncio


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data.upper(), address)


class Client(asyncio.DatagramProtocol):
    def __init__(self, answer):
        self.answer = answer

    def datagram_received(self, data, address):
        self.answer.set_result((data, address[0]))


async def serve(reader, writer):
    writer.write((await reader.readline()).upper())
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    host, port = server.sockets[0].getsockname()
    for index in range(3):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(f'stream {index}\n'.encode())
        print(await reader.read(), writer.get_extra_info('peername')[0], flush=True)
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    echo, _ = await loop.create_datagram_endpoint(Echo, local_addr=('127.0.0.1', 0))
    address = echo.get_extra_info('sockname')
    client, _ = await loop.create_datagram_endpoint(lambda: Client(answer), remote_addr=address)
    client.sendto(b'datagram')
    print(await answer)
    try:
        await asyncio.open_connection(host, port)
    except OSError as error:
        print(type(error).__name__)


asyncio.run(asyncio.wait_for(main(), 8))
