# send_fds, detach, selectors and makefile work on connections
import selectors
import socket

listener = socket.create_server(('127.0.0.1', 0))
client = socket.create_connection(listener.getsockname())
server, _ = listener.accept()
left, right = socket.socketpair()
socket.send_fds(left, [b'x'], [server.fileno()])
server.close()
_, descriptors, _, _ = socket.recv_fds(right, 1, 4)
again = socket.socket(fileno=descriptors[0])
print(again.family == socket.AF_INET, again.type == socket.SOCK_STREAM, again.getpeername() == client.getsockname())
with selectors.DefaultSelector() as selector:
    selector.register(again, selectors.EVENT_READ)
    print(len(selector.select(0)))
    client.sendall(b'one line\nrest')
    print(len(selector.select(5)))
    client.shutdown(socket.SHUT_WR)
with again.makefile('rb') as stream:
    print(stream.readline(), stream.read())
number = client.detach()
print(socket.socket(fileno=number).getpeername() == listener.getsockname(), client.fileno())
