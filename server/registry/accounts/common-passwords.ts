/** What anybody would try first among passwords of twelve characters and more, in small letters without blanks. */
const COMMON: ReadonlySet<string> = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789123',
  '1234567890ab',
  '1234567890qwe',
  '111111111111',
  '000000000000',
  '888888888888',
  '666666666666',
  '123123123123',
  '112233445566',
  '121212121212',
  '147258369147',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiop1234',
  'asdfghjkl123',
  'abcdefghijkl',
  'abc123456789',
  'a123456789012',
  'aa1234567890',
  'password1234',
  'password12345',
  'passwordpassword',
  'passw0rd1234',
  'admin1234567',
  'administrator',
  'administrator1',
  'adminadminadmin',
  'welcome12345',
  'letmeinletmein',
  'iloveyou1234',
  'woaini1314520',
  'woaini520520',
  'anling123456',
  'anlinganling',
  'zhongguo1234',
  'beijing12345',
  'shanghai1234',
  'tianjin12345',
])

/** Whether a guesser would come upon it at once: in the list, one sign over and over, or the name of its owner. */
export function isCommon(password: string, user: string): boolean {
  const plain = password.toLowerCase().replace(/\s/g, '')
  if (COMMON.has(plain) || new Set(plain).size <= 2) return true
  return user.length >= 3 && plain.replaceAll(user.toLowerCase(), '').length < 6
}
