/** The pages and their addresses. Every page but sign-in needs a session and comes in a file of its own. */

import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router'
import type { Key } from './messages'
import { can, known, session } from './state/session'

declare module 'vue-router' {
  interface RouteMeta {
    title: Key
    /** The permission that opens the page. */
    needs?: string
    open?: true
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', redirect: () => home() },
    { path: '/login', name: 'login', component: () => import('./pages/SignIn.vue'), meta: { title: 'page.login', open: true } },
    { path: '/board', name: 'board', component: () => import('./pages/Board.vue'), meta: { title: 'page.board', needs: 'board.read' } },
    { path: '/register', name: 'register', component: () => import('./pages/Register.vue'), meta: { title: 'page.register', needs: 'appeal.create' } },
    { path: '/appeals/:id', name: 'appeal', component: () => import('./pages/Appeal.vue'), meta: { title: 'page.appeal', needs: 'appeal.read' } },
    { path: '/work-orders', name: 'work-orders', component: () => import('./pages/Orders.vue'), props: { kind: 'case' }, meta: { title: 'page.work_orders', needs: 'case.read' } },
    { path: '/police-orders', name: 'police-orders', component: () => import('./pages/Orders.vue'), props: { kind: 'incident' }, meta: { title: 'page.police_orders', needs: 'incident.read' } },
    { path: '/handovers', name: 'handovers', component: () => import('./pages/Handovers.vue'), meta: { title: 'page.handovers', needs: 'handover.read' } },
    { path: '/inbox', name: 'inbox', component: () => import('./pages/Orders.vue'), props: () => ({ kind: can('case.read') ? 'case' : 'incident', inbox: true }), meta: { title: 'page.inbox', needs: 'appeal.read' } },
    { path: '/rules', name: 'rules', component: () => import('./pages/Rules.vue'), meta: { title: 'page.rules', needs: 'rules.read' } },
    { path: '/rules/:number(\\d+)', name: 'edition', component: () => import('./pages/RuleEdition.vue'), meta: { title: 'page.edition', needs: 'rules.read' } },
    { path: '/rules/:number(\\d+)/whatif', name: 'whatif', component: () => import('./pages/WhatIf.vue'), meta: { title: 'page.whatif', needs: 'rules.read' } },
    { path: '/models', name: 'models', component: () => import('./pages/Models.vue'), meta: { title: 'page.models', needs: 'model.read' } },
    { path: '/overrides', name: 'overrides', component: () => import('./pages/Overrides.vue'), meta: { title: 'page.overrides', needs: 'rules.read' } },
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
  await known()
  if (to.meta.open) return session.value ? wayBack(to) : true
  if (!session.value) return { name: 'login', query: to.fullPath === '/' ? {} : { back: to.fullPath } }
  if (to.meta.needs && !can(to.meta.needs)) return { name: 'nowhere', params: { rest: ['no'] } }
  return true
})
