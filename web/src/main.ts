import { createApp, watch } from 'vue'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './style.css'
import App from './App.vue'
import { whenSessionEnds } from './api/client'
import { chosenBefore, speak, text, tongue } from './messages'
import { router } from './router'
import { disconnect, watchNetwork, watchVisibility } from './state/live'
import { startTicking } from './state/now'
import { forget, session } from './state/session'
import { followTheme } from './state/theme'

followTheme()

whenSessionEnds(() => {
  const here = router.currentRoute.value
  if (!session.value || here.meta.open) return
  forget()
  disconnect()
  void router.push({ name: 'login', query: { back: here.fullPath, ended: '1' } })
})

router.afterEach((to) => {
  document.title = `${text(to.meta.title)} · ${text('app.name')}`
})
watch(tongue, () => {
  const { title } = router.currentRoute.value.meta
  if (title) document.title = `${text(title)} · ${text('app.name')}`
})

startTicking()
watchNetwork()
watchVisibility(() => session.value !== null)
void speak(chosenBefore).then(() => createApp(App).use(router).mount('#app'))
