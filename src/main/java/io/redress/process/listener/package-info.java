/** What follows every step without being drawn: steps, statuses, deadlines and the timeline. */
package io.redress.process.listener;
