# a threading socketserver serves clients and knows their addresses
import socket
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        self.wfile.write(f'{self.client_address[0]} {line.decode()}'.encode())


with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Handler) as server:
    threading.Thread(target=server.serve_forever).start()
    for index in range(5):
        with socket.create_connection(server.server_address, timeout=5) as client:
            client.sendall(f'line {index}\n'.encode())
            print(client.makefile().read().strip(), flush=True)
    server.shutdown()
try:
    socket.create_connection(server.server_address, timeout=5)
except OSError as error:
    print(type(error).__name__, error.errno)
