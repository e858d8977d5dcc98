import { createRootRoute, Outlet } from '@tanstack/react-router'
import { MissingPage } from './pages/missing-page.tsx'

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: MissingPage })
