import { ref } from 'vue';

/** Counts what this window has put forward, files and statements, so that every list of them is read again. */
export const evidenceChanged = ref(0);
