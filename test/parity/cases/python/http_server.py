# http.server and urllib work together over loopback
import http.server
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f'{self.path} for {self.client_address[0]}'.encode()
        self.send_response(404 if self.path == '/missing' else 200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(('', 0), Handler)
threading.Thread(target=server.serve_forever).start()
base = f'http://127.0.0.1:{server.server_address[1]}'
for path in ('/', '/a?b=c', '/missing'):
    try:
        with urllib.request.urlopen(base + path, timeout=5) as response:
            print(response.status, response.read(), flush=True)
    except urllib.error.HTTPError as error:
        print(error.code, error.read(), flush=True)
server.shutdown()
server.server_close()
try:
    urllib.request.urlopen(base, timeout=5)
except urllib.error.URLError as error:
    print(error.reason)
