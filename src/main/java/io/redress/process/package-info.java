/** The only room that knows the process engine. */
package io.redress.process;
