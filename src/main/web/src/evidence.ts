import { ref } from 'vue';

/** Counts the files that this window has put forward, so that every list of them is read again. */
export const evidenceChanged = ref(0);
