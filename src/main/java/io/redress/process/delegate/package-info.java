/** What the diagrams call, one class per service task: identity in, one domain call. */
package io.redress.process.delegate;
