# SPDX-License-Identifier: ISC
"""A Graph Store that fails on purpose: what a loader must live through. Run by faults.sh.

usage: faulty_store.py PORT_FILE STATE_FILE
Graphs live in memory; the path says how it fails:
  /store    takes PUT; every 5th answers 503 with Retry-After: 1, every 7th closes the connection, every 11th answers 500
  /auth     asks for basic authentication, user rapporteur, password "s3cret word"
  /away     redirects to another host     /near  redirects to /store on this one
  /sick     answers 500 always
STATE_FILE gets, after each PUT, a JSON object of graph -> number of lines. A chunked body, or one without a length, is refused
with 411, as a store would lose it.
"""
import base64, http.server, json, os, sys, urllib.parse

graphs, seen = {}, [0]


class Store(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def say(self, code, text="", **headers):
        body = text.encode()
        self.send_response(code)
        for k, v in headers.items():
            self.send_header(k.replace("_", "-"), v)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        url = urllib.parse.urlsplit(self.path)
        if self.headers.get("Transfer-Encoding") or not self.headers.get("Content-Length"):
            return self.say(411, "a length is needed")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if url.path == "/away":
            return self.say(307, Location="http://127.0.0.2:9/store?" + url.query)
        if url.path == "/near":
            return self.say(307, Location="/auth?" + url.query)
        if url.path == "/sick":
            return self.say(500, "the disk is full")
        if url.path == "/auth":
            good = "Basic " + base64.b64encode(b"rapporteur:s3cret word").decode()
            if self.headers.get("Authorization") != good:
                return self.say(401, WWW_Authenticate='Basic realm="store"')
        if url.path == "/store":
            seen[0] += 1
            if seen[0] % 5 == 0:
                return self.say(503, "later", Retry_After="1")
            if seen[0] % 7 == 0:
                self.close_connection = True
                return self.connection.close()
            if seen[0] % 11 == 0:
                return self.say(500, "unlucky")
        graphs[urllib.parse.parse_qs(url.query)["graph"][0]] = body.count(b"\n")
        with open(sys.argv[2] + ".tmp", "w") as f:
            json.dump(graphs, f, sort_keys=True)
        os.replace(sys.argv[2] + ".tmp", sys.argv[2])
        self.say(204)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Store)
with open(sys.argv[1] + ".tmp", "w") as f:
    f.write(str(server.server_port))
os.replace(sys.argv[1] + ".tmp", sys.argv[1])
server.serve_forever()
