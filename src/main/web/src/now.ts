import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import { serverTime } from './api';

const ticked = ref(0);
let users = 0;
let timer: number | undefined;

/** The server's time in epoch milliseconds, refreshed every five seconds by one timer for the whole page, and by each answer that tells it. */
export function useNow() {
  onMounted(() => {
    ticked.value++;
    if (users++ === 0) {
      timer = window.setInterval(() => ticked.value++, 5_000);
    }
  });
  onBeforeUnmount(() => {
    if (--users === 0) {
      window.clearInterval(timer);
    }
  });
  // a new offset beside an old tick would show more time than there is
  return computed(() => (ticked.value, Date.now() + serverTime.offset));
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
