package org.fedval.wire.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.fedval.proto.v1.BlobChunk;
import org.fedval.proto.v1.BlobRequest;
import org.fedval.proto.v1.PhaseAck;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorMappingInterceptorTest {
  private static final String SECRET = "Jane Doe, born 1950";

  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private Server server;
  private ManagedChannel channel;

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  @Test
  void an_exceptions_message_never_travels() throws Exception {
    StatusRuntimeException refused =
        call(
            reply -> {
              throw new IllegalStateException(SECRET);
            });

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(refused.getStatus().getDescription()).matches(internal()).doesNotContain(SECRET);
    assertThat(logged).hasSize(1);
    assertThat(refused.getStatus().getDescription()).contains(logged.get(0));
  }

  @Test
  void an_exception_handed_to_the_reply_does_not_travel_either() throws Exception {
    StatusRuntimeException refused =
        call(reply -> reply.onError(new IllegalStateException(SECRET)));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(refused.getStatus().getDescription()).matches(internal()).doesNotContain(SECRET);
  }

  @Test
  void what_fails_after_the_answer_changes_nothing() throws Exception {
    start(
        reply -> {
          reply.onNext(PhaseAck.getDefaultInstance());
          reply.onCompleted();
          throw new IllegalStateException(SECRET);
        });

    assertThat(SiteServiceGrpc.newBlockingStub(channel).reportPhase(phase()))
        .isEqualTo(PhaseAck.getDefaultInstance());
  }

  @Test
  void a_stream_that_fails_half_way_says_no_more() throws Exception {
    start(reply -> reply.onCompleted());
    var chunks = SiteServiceGrpc.newBlockingStub(channel).getBlob(BlobRequest.getDefaultInstance());

    assertThat(chunks.next().getData().toStringUtf8()).isEqualTo("first");
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, chunks::next);
    assertThat(refused.getStatus().getDescription()).matches(internal()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @EnumSource(Status.Code.class)
  void five_codes_leave_a_service_and_no_other(Status.Code code) throws Exception {
    if (code == Status.Code.OK) {
      start(reply -> reply.onCompleted());
      return;
    }
    StatusRuntimeException refused =
        call(
            reply -> {
              throw code.toStatus().withDescription("A static sentence.").asRuntimeException();
            });

    switch (code) {
      case INVALID_ARGUMENT, UNAUTHENTICATED, PERMISSION_DENIED, UNAVAILABLE ->
          assertThat(refused.getStatus().getCode()).isEqualTo(code);
      default -> {
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(refused.getStatus().getDescription()).matches(internal());
      }
    }
  }

  @Test
  void the_factory_makes_exactly_these_five() {
    assertThat(
            List.of(
                WireStatus.invalid("x").getStatus().getCode(),
                WireStatus.unauthenticated().getStatus().getCode(),
                WireStatus.forbidden("site").getStatus().getCode(),
                WireStatus.unavailable("x").getStatus().getCode(),
                WireStatus.internal("1").getStatus().getCode()))
        .containsExactly(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNAVAILABLE,
            Status.Code.INTERNAL);
  }

  private static String internal() {
    return "Internal error [0-9a-f]{8}; the server's log has it\\.";
  }

  private static PhaseReport phase() {
    return PhaseReport.getDefaultInstance();
  }

  private StatusRuntimeException call(Consumer<StreamObserver<PhaseAck>> handler) throws Exception {
    start(handler);
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () -> SiteServiceGrpc.newBlockingStub(channel).reportPhase(phase()));
  }

  private void start(Consumer<StreamObserver<PhaseAck>> handler) throws Exception {
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(
                ServerInterceptors.intercept(
                    new Site(handler), new ErrorMappingInterceptor((id, e) -> logged.add(id))))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  private static final class Site extends SiteServiceGrpc.SiteServiceImplBase {
    private final Consumer<StreamObserver<PhaseAck>> handler;

    Site(Consumer<StreamObserver<PhaseAck>> handler) {
      this.handler = handler;
    }

    @Override
    public void reportPhase(PhaseReport request, StreamObserver<PhaseAck> reply) {
      handler.accept(reply);
    }

    @Override
    public void getBlob(BlobRequest request, StreamObserver<BlobChunk> reply) {
      reply.onNext(
          BlobChunk.newBuilder()
              .setData(com.google.protobuf.ByteString.copyFromUtf8("first"))
              .build());
      throw new IllegalArgumentException(SECRET);
    }
  }
}
