/** The pages and their addresses. Every page but sign-in needs a session and comes in a file of its own. */

import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router'
import type { Key } from './messages'
import { believe, can, known, session } from './state/session'

declare module 'vue-router' {
  interface RouteMeta {
    title: Key
    /** The permission that opens the page. */
    needs?: string
    open?: true
    /** The page has a bar of its own, and opens without network for whoever was signed in last. */
    phone?: true
    /** Shown to whoever comes, without session and bar: a display brings its own key. */
    bare?: true
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', redirect: () => home() },
    { path: '/login', name: 'login', component: () => import('./pages/SignIn.vue'), meta: { title: 'page.login', open: true } },
    { path: '/board', name: 'board', component: () => import('./pages/Board.vue'), meta: { title: 'page.board', needs: 'board.read' } },
    { path: '/seat', name: 'seat', component: () => import('./pages/Seat.vue'), meta: { title: 'page.seat', needs: 'appeal.create' } },
    { path: '/register', redirect: '/seat' },
    { path: '/appeals/:id', name: 'appeal', component: () => import('./pages/Appeal.vue'), meta: { title: 'page.appeal', needs: 'appeal.read' } },
    { path: '/linkage/:id', name: 'linkage', component: () => import('./pages/Appeal.vue'), props: { linkage: true }, meta: { title: 'page.linkage', needs: 'handover.read' } },
    { path: '/work-orders', name: 'work-orders', component: () => import('./pages/Orders.vue'), props: { kind: 'case' }, meta: { title: 'page.work_orders', needs: 'case.read' } },
    { path: '/police-orders', name: 'police-orders', component: () => import('./pages/Orders.vue'), props: { kind: 'incident' }, meta: { title: 'page.police_orders', needs: 'incident.read' } },
    { path: '/handovers', name: 'handovers', component: () => import('./pages/Handovers.vue'), meta: { title: 'page.handovers', needs: 'handover.read' } },
    { path: '/inbox', name: 'inbox', component: () => (can('case.read') ? import('./pages/Inbox.vue') : import('./pages/Orders.vue')), props: () => (can('case.read') ? {} : { kind: 'incident', inbox: true }), meta: { title: 'page.inbox', needs: 'appeal.read' } },
    { path: '/work-orders/:id/print', name: 'print', component: () => import('./pages/PrintOrder.vue'), meta: { title: 'page.print', needs: 'case.read' } },
    { path: '/supervise', name: 'supervise', component: () => import('./pages/Supervise.vue'), meta: { title: 'page.supervise', needs: 'supervision.read' } },
    { path: '/wall', name: 'wall', component: () => import('./pages/Wall.vue'), meta: { title: 'page.wall', bare: true } },
    { path: '/wall-links', name: 'wall-links', component: () => import('./pages/WallLinks.vue'), meta: { title: 'page.wall_links', needs: 'account.admin' } },
    { path: '/rules', name: 'rules', component: () => import('./pages/Rules.vue'), meta: { title: 'page.rules', needs: 'rules.read' } },
    { path: '/rules/:number(\\d+)', name: 'edition', component: () => import('./pages/RuleEdition.vue'), meta: { title: 'page.edition', needs: 'rules.read' } },
    { path: '/rules/:number(\\d+)/whatif', name: 'whatif', component: () => import('./pages/WhatIf.vue'), meta: { title: 'page.whatif', needs: 'rules.read' } },
    { path: '/rules/deadlines', name: 'deadlines', component: () => import('./pages/Deadlines.vue'), meta: { title: 'page.deadlines', needs: 'registry.read' } },
    { path: '/models', name: 'models', component: () => import('./pages/Models.vue'), meta: { title: 'page.models', needs: 'model.read' } },
    { path: '/overrides', name: 'overrides', component: () => import('./pages/Overrides.vue'), meta: { title: 'page.overrides', needs: 'rules.read' } },
    { path: '/exchange', name: 'exchange', component: () => import('./pages/ExchangePage.vue'), meta: { title: 'page.exchange', needs: 'exchange.read' } },
    { path: '/field', name: 'field', component: () => import('./pages/Field.vue'), meta: { title: 'page.field', needs: 'appeal.read', phone: true } },
    { path: '/revisits', name: 'revisits', component: () => import('./pages/Revisits.vue'), meta: { title: 'page.revisits', needs: 'case.revisit' } },
    { path: '/public', name: 'public', component: () => import('./pages/PublicDesk.vue'), meta: { title: 'page.public', needs: 'portal.review' } },
    { path: '/password', name: 'password', component: () => import('./pages/Password.vue'), meta: { title: 'page.password' } },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/Nowhere.vue'), meta: { title: 'page.nowhere' } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Where a person starts: the desks at the board, units at what was given to them, keepers at the rules. */
export function home(): RouteLocationRaw {
  if (!session.value) return { name: 'login' }
  if (can('board.read')) return { name: 'board' }
  if (can('appeal.read')) return { name: 'inbox' }
  return { name: can('rules.read') ? 'rules' : 'nowhere' }
}

/** The page that somebody was on the way to; never an address outside these pages. */
export function wayBack(to: RouteLocationNormalized): string {
  const back = to.query['back']
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) && !back.startsWith('/login') ? back : '/'
}

router.beforeEach(async (to) => {
  if (to.meta.bare) return true
  await known()
  if (to.meta.open) return session.value ? wayBack(to) : true
  if (!session.value && to.meta.phone) believe(await (await import('./state/phone')).recalled())
  if (!session.value) return { name: 'login', query: to.fullPath === '/' ? {} : { back: to.fullPath } }
  if (to.meta.needs && !can(to.meta.needs)) return { name: 'nowhere', params: { rest: ['no'] } }
  return true
})
