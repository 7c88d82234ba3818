import { createApp, nextTick, watch } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import './portal.css'
import PortalFrame from './PortalFrame.vue'
import AskPage from './AskPage.vue'
import FilePage from './FilePage.vue'
import FollowPage from './FollowPage.vue'
import ResultsPage from './ResultsPage.vue'
import { firstTongue, speak, text, tongue, type Key } from './words'

const router = createRouter({
  history: createWebHistory('/portal'),
  routes: [
    { path: '/', name: 'ask', component: AskPage },
    { path: '/file', name: 'file', component: FilePage },
    { path: '/follow', name: 'follow', component: FollowPage },
    { path: '/results', name: 'results', component: ResultsPage },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

const name = (): void => {
  const page = router.currentRoute.value.name
  if (page) document.title = `${text(`nav.${String(page)}` as Key)} · ${text('app.name')}`
}
router.afterEach(async (_to, from) => {
  name()
  await nextTick()
  // Whoever does not see the page hears where they are now.
  if (from.matched.length) document.querySelector<HTMLElement>('h1')?.focus()
})
watch(tongue, name)

void speak(firstTongue()).then(() => createApp(PortalFrame).use(router).mount('#portal'))
