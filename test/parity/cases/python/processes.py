# a forking server and multiprocessing connections over loopback serve each client
import multiprocessing.connection
import os
import socket
import socketserver
import threading


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(self.request.recv(100).upper())


class Server(socketserver.ForkingMixIn, socketserver.TCPServer):
    pass


with Server(('127.0.0.1', 0), Handler) as server:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for index in range(3):
        with socket.create_connection(server.server_address, timeout=5) as client:
            client.sendall(f'client {index}'.encode())
            print(client.recv(100), client.recv(100), flush=True)
    server.shutdown()
    thread.join()
listener = multiprocessing.connection.Listener(('127.0.0.1', 0), authkey=b'key')
pid = os.fork()
if pid == 0:
    with multiprocessing.connection.Client(listener.address, authkey=b'key') as connection:
        connection.send({'list': [1, 2, 3]})
        print(connection.recv(), flush=True)
    os._exit(0)
with listener.accept() as connection:
    print(connection.recv(), flush=True)
    connection.send('answer')
    os.waitpid(pid, 0)
listener.close()
