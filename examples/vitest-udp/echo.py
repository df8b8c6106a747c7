"""Answers every datagram with its text in capitals, and says first that it is there to whoever is named."""
import socket
import sys

peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer.bind(("0.0.0.0", 9000))
if len(sys.argv) == 3:
    peer.sendto(b"ready", (sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = peer.recvfrom(65536)
    peer.sendto(data.upper(), sender)
