# create_server with dual stack serves both families
import socket

with socket.create_server(('::', 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
    port = server.getsockname()[1]
    for host in ('127.0.0.1', '::1'):
        with socket.create_connection((host, port), timeout=5) as client:
            connection, address = server.accept()
            print(address[0], connection.getsockname()[0], client.getpeername()[0], flush=True)
            connection.sendall(b'x' * 100000)
            connection.close()
            total = 0
            while data := client.recv(65536):
                total += len(data)
            print(total)
with socket.create_server(('127.0.0.1', 0), reuse_port=True) as first:
    with socket.create_server(first.getsockname(), reuse_port=True) as second:
        print(second.getsockname() == first.getsockname())
print(socket.SOCK_STREAM == server.type, server.family == socket.AF_INET6)
