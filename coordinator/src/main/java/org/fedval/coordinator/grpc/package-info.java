/**
 * The coordinator's services: who is calling, parse, one call into the domain, build the reply.
 * Main path: {@code EnrolmentGrpc}, {@code SiteGrpc}, {@code StudyGrpc}, {@code OperatorGrpc}. The
 * caller's identity comes from its certificate, never from a field.
 */
@NullMarked
package org.fedval.coordinator.grpc;

import org.jspecify.annotations.NullMarked;
