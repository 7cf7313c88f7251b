/**
 * The agent's only connection: outbound gRPC to the coordinator. Main path: {@code EnrolmentClient}
 * once, then {@code CoordinatorClient} with {@code Backoff}. Transport errors never change protocol
 * state; they are retried.
 */
@NullMarked
package org.fedval.agent.grpc;

import org.jspecify.annotations.NullMarked;
