/** Every route of the house; a feature has a file of its own in `routes/`. */
export { callRoutes } from './routes/calls.ts'
export { deviceRoutes, pairingRoutes } from './routes/devices.ts'
export { eventRoutes } from './routes/events.ts'
export { healthRoutes, intakeRoutes } from './routes/intake.ts'
export { invitationRoutes } from './routes/invitations.ts'
export { registryRoutes } from './routes/registry.ts'
export { serviceTokenRoutes } from './routes/service-tokens.ts'
export { accountRoutes, sessionRoutes } from './routes/sessions.ts'
