import { ref, watch, type Ref } from 'vue';
import type { Page } from './api';

export const PAGE_SIZE = 50;

/** A list that is read page by page: `read` is asked for the page that the reader is on, counted from 0. */
export function usePaged<T>(read: (page: number, size: number) => Promise<Page<T>>) {
  const items: Ref<T[]> = ref([]);
  const total = ref(0);
  const page = ref(1);
  const loading = ref(true);
  const problem = ref<unknown>(null);

  async function load() {
    try {
      const answer = await read(page.value - 1, PAGE_SIZE);
      items.value = answer.items;
      total.value = answer.total;
      problem.value = null;
    } catch (caught) {
      problem.value = caught;
    } finally {
      loading.value = false;
    }
  }

  watch(page, load);
  void load();
  return { items, total, page, loading, problem, load };
}
