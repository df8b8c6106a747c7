"""Counts visits in redis, whose address is the first argument, and answers over HTTP on port 3000."""
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

redis = socket.create_connection((sys.argv[1], 6379)).makefile("rwb")


class Api(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        redis.write(b"INCR visits\r\n")
        redis.flush()
        visits = redis.readline()[1:].strip().decode()
        text = f"Hello {self.headers['X-Visitor']}, you are visitor {visits}.\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("0.0.0.0", 3000), Api).serve_forever()
