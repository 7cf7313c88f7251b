/**
 * How calls answer and fail: {@code ReplyDate} on every answer, five status codes from one factory
 * and one interceptor that maps everything else to an error id. Main path: {@code WireStatus} to
 * {@code ErrorMappingInterceptor}. Refuses to send an exception's own message to a caller, since it
 * could hold patient data.
 */
@NullMarked
package org.fedval.wire.rpc;

import org.jspecify.annotations.NullMarked;
