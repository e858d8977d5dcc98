import ValidatorSelector from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'

type Build = ReturnType<typeof SerializerSelector>
type Serialize = ReturnType<ReturnType<Build>>

/** Keeps what it has compiled, by the schema. */
const buildValidator = ValidatorSelector()
const buildFreshly = SerializerSelector()
const serializers = new WeakMap<object, Serialize>()

/**
 * Each schema of the contract is compiled once in a process, however many routes and servers share it: compiling was
 * two thirds of a start, and a start after a crash is time in which nobody is answered. Holds only while no server adds
 * schemas of its own (`addSchema`), which ours refer to nowhere.
 */
const buildSerializer: Build = (shared, options) => {
  const compile = buildFreshly(shared, options)
  return (route) => {
    const schema = route.schema as object
    const known = serializers.get(schema) ?? compile(route)
    serializers.set(schema, known)
    return known
  }
}

/** How Fastify is to compile schemas. */
export const compilersFactory = { buildValidator, buildSerializer }
