import { type Static, Type } from 'typebox'

/** Every refusal the house can give: status for HTTP, a plain sentence for people. MQTT receipts use the same codes. */
export const PROBLEMS = {
  bad_request: { status: 400, title: 'The request does not have the expected form.' },
  not_signed_in: { status: 401, title: 'Sign in first.' },
  session_idle: { status: 401, title: 'You were away for a while; sign in again.' },
  wrong_credentials: { status: 401, title: 'User or password is wrong.' },
  second_factor_due: { status: 401, title: 'Add the code that your authenticator shows.' },
  wrong_code: { status: 401, title: 'The code is wrong, or was used before.' },
  wrong_device_credential: { status: 401, title: 'Device id or secret is wrong.' },
  wrong_broker_token: { status: 401, title: 'The token of the broker is wrong.' },
  wrong_service_token: { status: 401, title: 'This token is not valid, or no longer.' },
  not_allowed: { status: 403, title: 'Your role may not do this.' },
  scope_missing: { status: 403, title: 'This token does not open this.' },
  enrolment_due: { status: 403, title: 'Set up an authenticator first; your role requires one.' },
  foreign_origin: { status: 403, title: 'The request came from a page of another origin.' },
  not_found: { status: 404, title: 'There is nothing at this address.' },
  pairing_code_over: { status: 404, title: 'This pairing code is not valid, or no longer; ask for a new one.' },
  invitation_over: { status: 404, title: 'This invitation is not valid, or no longer; ask for a new one.' },
  call_not_found: { status: 404, title: 'There is no such call.' },
  call_already_claimed: { status: 409, title: 'Somebody else has claimed this call.' },
  call_not_yours: { status: 409, title: 'Claim the call first; it is not yours.' },
  call_closed: { status: 409, title: 'The call is closed; only reopening moves it.' },
  call_not_closed: { status: 409, title: 'The call is still open.' },
  call_not_resolved: { status: 409, title: 'Give cause, result and whether the person was seen first.' },
  call_superseded: { status: 409, title: 'A newer call of this home is open; work on that one.' },
  contact_missing: { status: 409, title: 'Log an attempt to reach the caller first.' },
  stale_version: { status: 409, title: 'Somebody changed this in the meantime; look again.' },
  id_number_taken: { status: 409, title: 'Another resident has this number.' },
  resident_left: { status: 409, title: 'This resident has left.' },
  resident_not_left: { status: 409, title: 'This resident has not left yet.' },
  resident_erased: { status: 409, title: 'This resident was erased already.' },
  home_has_devices: { status: 409, title: 'Retire the devices of this home first; somebody might still press.' },
  name_taken: { status: 409, title: 'This name is taken.' },
  area_code_taken: { status: 409, title: 'An area with this code stands already.' },
  area_wrong_level: {
    status: 409,
    title: 'An area stands below one of the level above its own, and joins one of its own.',
  },
  area_closed: { status: 409, title: 'This area was merged into another one.' },
  area_in_circle: { status: 409, title: 'An area cannot lie below itself.' },
  area_has_desk: { status: 409, title: 'One of these areas has another desk.' },
  desk_in_circle: { status: 409, title: 'In the end this desk would cover for itself.' },
  device_elsewhere: { status: 409, title: 'The device is not at a point of its life where this can be done.' },
  device_not_in_stock: { status: 409, title: 'There is no such device in stock; compare the number with its label.' },
  import_not_checked: { status: 409, title: 'The file is not checked yet, or was dealt with already.' },
  import_has_errors: { status: 409, title: 'The file has bad rows; mend them, or say that they are to be left out.' },
  second_factor_set: { status: 409, title: 'An authenticator is set up already; remove it first.' },
  factor_not_offered: { status: 409, title: 'Ask for a new secret first.' },
  password_too_common: { status: 422, title: 'This password is among the first that anybody would try.' },
  account_misbound: { status: 422, title: 'This role needs an area, or may not have one, or has an area and a desk.' },
  id_number_wrong: { status: 422, title: 'This number cannot be right; compare it with the card.' },
  password_not_mixed: {
    status: 422,
    title: 'A password here needs digits, small and capital letters, and other signs.',
  },
  reason_missing: { status: 422, title: 'Give a reason.' },
  sound_blocked: { status: 409, title: 'The console cannot sound, so it cannot go on duty.' },
  tone_not_confirmed: { status: 409, title: 'Confirm that you heard the test tone first.' },
  body_too_large: { status: 413, title: 'The message is too large.' },
  too_many_attempts: { status: 429, title: 'Too many attempts; wait before the next one.' },
  internal_error: { status: 500, title: 'Something went wrong on our side.' },
  storage_unavailable: { status: 503, title: 'The store cannot be written right now; keep the signal and resend.' },
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** Body of every refusal over HTTP. `detail` carries facts for people, e.g. the winner's name of a lost claim. */
export const Problem = Type.Object(
  {
    code: Type.String({ description: 'One of the codes of the catalogue; stable' }),
    title: Type.String(),
    detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    requestId: Type.String(),
  },
  { title: 'Problem' },
)
export type Problem = Static<typeof Problem>
