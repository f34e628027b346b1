import { createRouter, createWebHashHistory } from 'vue-router';
import { pages, session, whoAmI } from './session';

/** The pages live behind the `#`, so that the server has one page to serve and `/camunda`, `/api` and we never meet. */
export const router = createRouter({
  history: createWebHashHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.name === from.name ? {} : { top: 0 }),
  routes: [
    { path: '/', name: 'home', component: () => import('./pages/NothingPage.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignIn.vue'), meta: { open: true } },
    { path: '/tasks/:taskId?', name: 'tasks', component: () => import('./pages/TasksPage.vue'), props: true, meta: { wide: true } },
    { path: '/cases', name: 'cases', component: () => import('./pages/CasesPage.vue') },
    { path: '/cases/:caseId', name: 'case', component: () => import('./pages/CasePage.vue'), props: true },
    { path: '/orders', name: 'orders', component: () => import('./pages/OrdersPage.vue') },
    { path: '/settings/:merchantId?', name: 'settings', component: () => import('./pages/SettingsPage.vue'), props: true },
    { path: '/orders/:orderId/refund', name: 'apply', component: () => import('./pages/ApplyPage.vue'), props: true },
    { path: '/account/:merchantId?', name: 'account', component: () => import('./pages/AccountPage.vue'), props: true },
    { path: '/vouchers', name: 'vouchers', component: () => import('./pages/VouchersPage.vue') },
    { path: '/complaints', name: 'complaints', component: () => import('./pages/ComplaintsPage.vue') },
    { path: '/complaints/:complaintId', name: 'complaint', component: () => import('./pages/ComplaintPage.vue'), props: true },
    { path: '/orders/:orderId/complaint', name: 'complain', component: () => import('./pages/ComplainPage.vue'), props: true },
    { path: '/import', name: 'import', component: () => import('./pages/ImportPage.vue') },
    { path: '/report-issuers', name: 'issuers', component: () => import('./pages/IssuersPage.vue') },
    { path: '/clock', name: 'clock', component: () => import('./pages/ClockPage.vue') },
    { path: '/:missing(.*)', name: 'nothing', component: () => import('./pages/NothingPage.vue') },
  ],
});

router.beforeEach(async (to) => {
  if (!session.asked) {
    try {
      await whoAmI();
    } catch {
      // the server cannot be reached: the sign-in page says so when somebody tries
    }
  }
  if (!session.me && !to.meta.open) {
    return { name: 'sign-in', query: to.path === '/' ? {} : { back: to.fullPath } };
  }
  if (session.me && (to.name === 'sign-in' || to.name === 'home')) {
    return { name: pages.value[0]?.name ?? 'nothing', params: { missing: '' }, replace: true };
  }
  return true;
});
