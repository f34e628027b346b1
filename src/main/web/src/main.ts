import { createApp } from 'vue';
import App from './App.vue';
import { signedOut } from './api';
import { useElements } from './elements';
import { i18n, language, speak } from './i18n';
import { router } from './router';
import { session } from './session';
import './style.css';

signedOut.listener = () => {
  if (session.me) {
    session.me = null;
    session.expired = true;
    void router.push({ name: 'sign-in', query: { back: router.currentRoute.value.fullPath } });
  }
};

speak(language.value, false);
const app = createApp(App);
useElements(app);
app.use(i18n).use(router).mount('#app');
