import { type ThemeConfig, theme } from 'antd'
import { DAY, NIGHT, type Palette } from './palettes.ts'
import type { Daylight } from './theme-mode.ts'

const FONT =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, "Segoe UI", Roboto, sans-serif'

function themeOf(palette: Palette, algorithm: typeof theme.defaultAlgorithm): ThemeConfig {
  return {
    algorithm,
    token: {
      fontFamily: FONT,
      fontSize: 16,
      borderRadius: 6,
      wireframe: false,
      // Nothing glides in: a click or key that comes while a dialog is still moving would be lost.
      motion: false,
      colorPrimary: palette.primary,
      colorPrimaryHover: palette.primaryHover,
      colorPrimaryActive: palette.primaryHover,
      // Ant Design draws the focus with it; its own is too pale for 3:1 against the page.
      colorPrimaryBorder: palette.focus,
      colorInfo: palette.primary,
      colorLink: palette.link,
      colorError: palette.alarm,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorText: palette.text,
      colorTextSecondary: palette.textSoft,
      colorTextTertiary: palette.textFaint,
      colorTextPlaceholder: palette.textFaint,
      colorTextDescription: palette.textSoft,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorBgMask: palette.shade,
    },
    components: {
      Button: {
        ...{ primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, dangerColor: palette.alarmText },
        // The colour that a filled button takes under the pointer is too dark by night for words on the page's ground.
        ...{ defaultHoverColor: palette.link, defaultHoverBorderColor: palette.link },
        ...{ defaultActiveColor: palette.link, defaultActiveBorderColor: palette.link },
      },
    },
  }
}

const THEMES: Readonly<Record<Daylight, ThemeConfig>> = {
  day: themeOf(DAY, theme.defaultAlgorithm),
  night: themeOf(NIGHT, theme.darkAlgorithm),
}

/** Ant Design's half of the theme; style sheets read the same palette as CSS variables. */
export function antdTheme(daylight: Daylight): ThemeConfig {
  return THEMES[daylight]
}
