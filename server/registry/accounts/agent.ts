const BROWSERS: readonly [mark: RegExp, name: string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly [mark: RegExp, name: string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system in two words, so that people recognise their own; the whole text would tell more than needed. */
export function agentOf(header: string): string {
  const first = (kinds: typeof BROWSERS): string => kinds.find(([mark]) => mark.test(header))?.[1] ?? ''
  return [first(BROWSERS), first(SYSTEMS)].filter((word) => word !== '').join(' · ')
}
