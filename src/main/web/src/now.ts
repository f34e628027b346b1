import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import { serverTime } from './api';

const ticked = ref(Date.now());
let users = 0;
let timer: number | undefined;

/** The server's time in epoch milliseconds, refreshed every five seconds by one timer for the whole page. */
export function useNow() {
  onMounted(() => {
    ticked.value = Date.now();
    if (users++ === 0) {
      timer = window.setInterval(() => (ticked.value = Date.now()), 5_000);
    }
  });
  onBeforeUnmount(() => {
    if (--users === 0) {
      window.clearInterval(timer);
    }
  });
  return computed(() => ticked.value + serverTime.offset);
}

/** Runs `action` every `seconds` while the page is visible, and at once when it becomes visible again. */
export function useEvery(seconds: number, action: () => void): void {
  let repeat: number | undefined;
  const whenSeen = () => {
    if (!document.hidden) {
      action();
    }
  };
  onMounted(() => {
    repeat = window.setInterval(whenSeen, seconds * 1000);
    document.addEventListener('visibilitychange', whenSeen);
  });
  onBeforeUnmount(() => {
    window.clearInterval(repeat);
    document.removeEventListener('visibilitychange', whenSeen);
  });
}
