import { create } from 'qrcode'

/** Empty squares around a code without which cameras do not find it (ISO/IEC 18004 §6.3.8). */
const QUIET_ZONE = 4

/** Dark on white in every theme: cameras of older phones do not read it the other way round. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const side = size + 2 * QUIET_ZONE
  const squares = Array.from({ length: size * size }, (_, n) => n).filter((n) => modules.data[n])
  const path = squares.map((n) => `M${(n % size) + QUIET_ZONE} ${Math.floor(n / size) + QUIET_ZONE}h1v1h-1z`).join('')
  return (
    <svg className="qr-code" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} />
      <path d={path} />
    </svg>
  )
}
