package org.fedval.wire.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.BundleChunk;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.EnrolRequest;
import org.fedval.proto.v1.GetReportReply;
import org.fedval.proto.v1.GetReportRequest;
import org.fedval.proto.v1.ListStudiesRequest;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.RenewRequest;
import org.fedval.proto.v1.SignedBlob;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.proto.v1.SubmitStudyRequest;
import org.fedval.proto.v1.UploadReply;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
  private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);
  private static final List<FileDescriptor> FILES =
      Stream.of(
              SubmitStudyRequest.getDescriptor(),
              EnrolRequest.getDescriptor(),
              RenewRequest.getDescriptor(),
              CreateTokenRequest.getDescriptor(),
              AttachRequest.getDescriptor())
          .map(Descriptor::getFile)
          .toList();

  @Test
  void every_field_of_every_request_declares_its_rules() {
    Set<String> without = new LinkedHashSet<>();
    Set<Descriptor> seen = new LinkedHashSet<>();
    int services = 0;
    for (FileDescriptor file : FILES) {
      for (ServiceDescriptor service : file.getServices()) {
        services++;
        service.getMethods().forEach(method -> collect(method.getInputType(), seen, without));
      }
    }

    assertThat(services).isEqualTo(5);
    assertThat(seen).contains(SignedBlob.getDescriptor()).doesNotContain(Directive.getDescriptor());
    assertThat(without).as("fields without a rule, not even free").isEmpty();
  }

  private static void collect(Descriptor type, Set<Descriptor> seen, Set<String> without) {
    if (!seen.add(type)) {
      return;
    }
    for (FieldDescriptor field : type.getFields()) {
      if (MessageRules.of(field).getSerializedSize() == 0) {
        without.add(field.getFullName());
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), seen, without);
      }
    }
  }

  @Test
  void a_broken_rule_is_told_with_the_fields_name_and_without_its_value() {
    assertThat(MessageRules.broken(GetReportRequest.getDefaultInstance()))
        .contains("GetReportRequest.study is needed.");
    assertThat(MessageRules.broken(report(ByteString.copyFromUtf8("Jane Doe"))))
        .contains("GetReportRequest.study has 32 bytes.");
    assertThat(MessageRules.broken(ListStudiesRequest.newBuilder().addStates("Jane Doe").build()))
        .contains("ListStudiesRequest.states has the form [A-Z_]+.");
    assertThat(MessageRules.broken(ListStudiesRequest.newBuilder().setLimit(-1).build()))
        .contains("ListStudiesRequest.limit is at most 200.");
    assertThat(
            MessageRules.broken(ListStudiesRequest.newBuilder().setText("é".repeat(129)).build()))
        .contains("ListStudiesRequest.text has at most 256 bytes.");
    assertThat(
            MessageRules.broken(
                ListStudiesRequest.newBuilder()
                    .addAllStates(java.util.Collections.nCopies(17, "GATE"))
                    .build()))
        .contains("ListStudiesRequest.states has at most 16 elements.");
    assertThat(MessageRules.broken(PhaseReport.newBuilder().setPhaseValue(99).build()))
        .contains("PhaseReport.phase is at most 6.");
  }

  @Test
  void rules_hold_inside_messages_and_lists() {
    SignedBlob whole = SignedBlob.newBuilder().setBody(DIGEST).setSig(bytes(64)).build();
    SubmitStudyRequest.Builder request =
        SubmitStudyRequest.newBuilder().setDefinition(whole).setPlanYaml(bytes(1)).addWraps(whole);

    assertThat(MessageRules.broken(request.build())).isEmpty();
    assertThat(
            MessageRules.broken(
                request.clone().addWraps(whole.toBuilder().setSig(bytes(63))).build()))
        .contains("SubmitStudyRequest.wraps.sig has 64 bytes.");
    assertThat(
            MessageRules.broken(
                request.clone().setDefinition(whole.toBuilder().setSigPq(bytes(1))).build()))
        .contains("SubmitStudyRequest.definition.sig_pq must be empty.");
    assertThat(MessageRules.broken(request.clone().clearDefinition().build()))
        .contains("SubmitStudyRequest.definition is needed.");
    assertThat(
            MessageRules.broken(
                request.clone().setManifest(whole.toBuilder().setBody(bytes(17_000))).build()))
        .contains("SubmitStudyRequest.manifest has at most 16640 bytes.");
    assertThat(
            MessageRules.broken(
                request.clone().setDefinition(whole.toBuilder().setSigner(70_000)).build()))
        .contains("SubmitStudyRequest.definition.signer is at most 65535.");
  }

  @Test
  void a_service_never_sees_a_request_that_breaks_a_rule() throws Exception {
    List<GetReportRequest> seen = new ArrayList<>();
    try (Running running = new Running(new Noting(seen, new CompletableFuture<>()))) {
      var stub = StudyServiceGrpc.newBlockingStub(running.channel);
      StatusRuntimeException refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> stub.getReport(report(bytes(31))));

      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(refused.getStatus().getDescription())
          .isEqualTo("GetReportRequest.study has 32 bytes.");
      assertThat(seen).isEmpty();
      assertThat(stub.getReport(report(DIGEST))).isEqualTo(GetReportReply.getDefaultInstance());
      assertThat(seen).hasSize(1);
    }
  }

  @Test
  void a_stream_with_a_broken_request_ends_for_both_sides() throws Exception {
    CompletableFuture<Throwable> cancelled = new CompletableFuture<>();
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    try (Running running = new Running(new Noting(new ArrayList<>(), cancelled))) {
      StreamObserver<BundleChunk> upload =
          StudyServiceGrpc.newStub(running.channel).uploadBundle(new Failure(refused));
      upload.onNext(BundleChunk.newBuilder().setDigest(DIGEST).setData(bytes(3)).build());
      upload.onNext(BundleChunk.newBuilder().setDigest(bytes(5)).build());

      assertThat(Status.fromThrowable(refused.get(10, TimeUnit.SECONDS)).getDescription())
          .isEqualTo("BundleChunk.digest has 32 bytes.");
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private static GetReportRequest report(ByteString study) {
    return GetReportRequest.newBuilder().setStudy(study).build();
  }

  private static ByteString bytes(int size) {
    return ByteString.copyFrom(new byte[size]);
  }

  /** Notes what reaches it. */
  private static final class Noting extends StudyServiceGrpc.StudyServiceImplBase {
    private final List<GetReportRequest> seen;
    private final CompletableFuture<Throwable> cancelled;

    Noting(List<GetReportRequest> seen, CompletableFuture<Throwable> cancelled) {
      this.seen = seen;
      this.cancelled = cancelled;
    }

    @Override
    public void getReport(GetReportRequest request, StreamObserver<GetReportReply> reply) {
      seen.add(request);
      reply.onNext(GetReportReply.getDefaultInstance());
      reply.onCompleted();
    }

    @Override
    public StreamObserver<BundleChunk> uploadBundle(StreamObserver<UploadReply> reply) {
      return new StreamObserver<>() {
        @Override
        public void onNext(BundleChunk chunk) {}

        @Override
        public void onError(Throwable cause) {
          cancelled.complete(cause);
        }

        @Override
        public void onCompleted() {}
      };
    }
  }

  private record Failure(CompletableFuture<Throwable> refused)
      implements StreamObserver<UploadReply> {
    @Override
    public void onNext(UploadReply reply) {}

    @Override
    public void onError(Throwable cause) {
      refused.complete(cause);
    }

    @Override
    public void onCompleted() {}
  }

  private static final class Running implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    Running(Noting service) throws Exception {
      String name = InProcessServerBuilder.generateName();
      server =
          InProcessServerBuilder.forName(name)
              .addService(
                  ServerInterceptors.intercept(
                      service,
                      new ValidatingInterceptor(),
                      new ErrorMappingInterceptor((id, failure) -> {})))
              .build()
              .start();
      channel = InProcessChannelBuilder.forName(name).build();
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }
}
