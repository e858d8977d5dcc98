const PATHS = {
  bell: 'M12 3a5 5 0 0 0-5 5v3.6L5 15h14l-2-3.4V8a5 5 0 0 0-5-5Zm-2 14a2 2 0 0 0 4 0',
  bellOff: 'M12 3a5 5 0 0 0-5 5v3.6L5 15h14l-2-3.4V8a5 5 0 0 0-5-5Zm-2 14a2 2 0 0 0 4 0M4 4l16 16',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6 6 12 12M18 6 6 18',
  warning: 'M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.4v.6',
  phone:
    'M6.6 3.5 9 4l1.2 4-2 1.6a12 12 0 0 0 6.2 6.2l1.6-2 4 1.2.5 2.4c.2 1.2-.7 2.3-1.9 2.3A15.2 15.2 0 0 1 4.3 5.4c0-1.2 1.1-2.1 2.3-1.9Z',
  speak: 'M4 9v6h4l5 4V5L8 9H4Zm12.5-.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12',
  home: 'm4 11 8-7 8 7v8.5h-5.5V14h-5v5.5H4V11Z',
  door: 'M6 20.5V4h12v16.5M4 20.5h16M14.5 12v1',
  person: 'M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6ZM4.8 20.5c.6-3.9 3.5-6.2 7.2-6.2s6.6 2.3 7.2 6.2',
  keyboard: 'M3 6.5h18v11H3v-11Zm3.5 3.5h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z',
  sun: 'M12 16.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4ZM12 2.5v2.2m0 14.6v2.2M2.5 12h2.2m14.6 0h2.2M5.3 5.3l1.5 1.5m10.4 10.4 1.5 1.5m0-13.4-1.5 1.5M6.8 17.2l-1.5 1.5',
  half: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 0v17',
  device: 'M7 3.5h10v17H7v-17Zm5 12.8h.01M10 6.5h4',
  lock: 'M6.5 11h11v9h-11v-9Zm2.3 0V8a3.2 3.2 0 0 1 6.4 0v3',
  note: 'M5 4h14v11l-5 5H5V4Zm14 11h-5v5M8.5 8.5h7m-7 4h4',
} as const

export type GlyphName = keyof typeof PATHS

/** A line drawing next to words that say the same; never the only carrier of a meaning. */
export function Glyph({ name }: { readonly name: GlyphName }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
