// Loaded before the program that a test starts. It holds the process on a leash, and answers what a test may ask a
// process but the product has no business to tell. The product itself knows nothing of it.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()
let usedBefore = process.cpuUsage()

// When the test run ends, however it ends, so does what it started.
process.on('disconnect', () => process.exit(0))
process.on('message', (message) => {
  // A signal sent to a program that this one stands under, such as strace, would not arrive.
  if (message === 'stop') process.kill(process.pid, 'SIGTERM')
  if (message === 'die') process.kill(process.pid, 'SIGKILL')
  if (message === 'reset') {
    delay.reset()
    usedBefore = process.cpuUsage()
  }
  // The delay that has just ended is counted when its timer has fired.
  if (message === 'vitals') setTimeout(tellVitals, 2 * RESOLUTION_MS)
})
process.channel?.unref()

function tellVitals() {
  const ms = (nanoseconds) => nanoseconds / 1e6
  const { rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage(usedBefore)
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  process.send({
    rss,
    sockets,
    cpuMs: (user + system) / 1e3,
    loopP99Ms: ms(delay.percentile(99)),
    loopMaxMs: ms(delay.max),
  })
}

// ANLING_CRASH_AT is "name of the point:which passing". Patched copies call crashPoint; nothing else does. Passings
// count from the line that says where the server listens: how much is written before it depends on the machine.
const [point, passing] = (process.env.ANLING_CRASH_AT ?? '').split(':')
let passed = 0
let listens = false
const { write } = process.stdout
process.stdout.write = (...what) => {
  listens = true
  return write.apply(process.stdout, what)
}
globalThis.crashPoint = (name) => {
  if (name !== point || !listens) return
  passed += 1
  if (passed === Number(passing)) process.kill(process.pid, 'SIGKILL')
}
