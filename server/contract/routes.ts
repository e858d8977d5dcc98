/** Every route of the house; a feature has a file of its own in `routes/`. */
export { callRoutes } from './routes/calls.ts'
export { deviceRoutes, pairingRoutes } from './routes/devices.ts'
export { eventRoutes } from './routes/events.ts'
export { exportRoutes, importRoutes } from './routes/imports.ts'
export { healthRoutes, intakeRoutes } from './routes/intake.ts'
export { registryRoutes } from './routes/registry.ts'
export { accountRoutes, sessionRoutes } from './routes/sessions.ts'
