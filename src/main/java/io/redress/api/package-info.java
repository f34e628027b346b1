/** One controller per resource; the words of HTTP and JSON, and none of the engine's. */
package io.redress.api;
