/** What people do with the whole application as it is started: over HTTP and in a real browser. Nothing is called but its doors. */
package io.redress.journey;
