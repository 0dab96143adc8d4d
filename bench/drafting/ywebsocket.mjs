// The server of y-websocket 1 as it comes from npm, in memory. Prints its port, which it leaves to the system.
import net from "node:net"

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...given) {
  this.once("listening", () => console.log(this.address().port))
  return listen.apply(this, given)
}
process.env.HOST = "127.0.0.1"
process.env.PORT = "0"
await import("../../node_modules/y-websocket-1/bin/server.js")
