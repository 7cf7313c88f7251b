/**
 * How calls fail: five status codes from one factory and one interceptor that maps everything else
 * to an error id; and how requests are held against the field rules of the proto. Main path: {@code
 * MessageRules} (the rules) to {@code ValidatingInterceptor} (refuses) to {@code WireStatus} and
 * {@code ErrorMappingInterceptor}. Refuses to send an exception's own message to a caller, since it
 * could hold patient data.
 */
@NullMarked
package org.fedval.wire.rpc;

import org.jspecify.annotations.NullMarked;
