package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.CancelStudyRequest;
import org.fedval.proto.v1.GetStudyRequest;
import org.fedval.proto.v1.IdentityServiceGrpc;
import org.fedval.proto.v1.ListStudiesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.wire.mtls.MtlsCredentials;
import org.fedval.wire.session.SignedBlobWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of every service over real TLS, by callers of each kind, with empty and odd bytes. */
class GrpcConformanceTest {
  private static final Set<Status.Code> ALLOWED =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.UNAUTHENTICATED,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAVAILABLE);
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          StudyServiceGrpc.getServiceDescriptor(),
          OperatorServiceGrpc.getServiceDescriptor(),
          SiteServiceGrpc.getServiceDescriptor(),
          IdentityServiceGrpc.getServiceDescriptor());

  /** One field 1 of text in odd bytes, and two numbers that are far too large. */
  private static final List<byte[]> REQUESTS =
      List.of(
          new byte[0],
          new byte[] {10, 4, '<', '%', '>', '!'},
          new byte[] {24, -1, -1, -1, -1, 15, 16, -1, -1, -1, -1, 15});

  @TempDir private Path folder;
  private CoordinatorHome home;
  private CoordinatorServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    home = new CoordinatorHome(folder);
    CoordinatorSetup.init(home, Clock.systemUTC(), new SecureRandom());
    server =
        CoordinatorServer.start(
            home,
            new CoordinatorConfig(
                CoordinatorConfig.SCHEMA, "127.0.0.1", 0, 0, 60L, 60L, 60L, null, null, null),
            "test",
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }

  @Test
  void every_call_ends_with_one_of_the_five_codes_and_a_sentence() throws Exception {
    int calls = 0;
    for (String role : List.of("vendor", "operator")) {
      ManagedChannel channel = as(role);
      for (ServiceDescriptor service : SERVICES) {
        for (MethodDescriptor<?, ?> method : service.getMethods()) {
          for (byte[] request : REQUESTS) {
            Status status = call(channel, method, request);
            calls++;
            assertThat(ALLOWED)
                .as("%s by %s: %s", method.getFullMethodName(), role, status)
                .contains(status.getCode());
            if (!status.isOk()) {
              assertThat(status.getDescription()).endsWith(".").doesNotContain("<%>!");
            }
          }
        }
      }
    }
    assertThat(calls).isGreaterThan(100);
  }

  @Test
  void a_call_is_for_the_kind_of_client_that_its_service_is_for() throws Exception {
    ManagedChannel vendor = as("vendor");
    for (ServiceDescriptor service : SERVICES) {
      boolean own = service.getName().endsWith("StudyService");
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        assertThat(call(vendor, method, new byte[0]).getCode() == Status.Code.PERMISSION_DENIED)
            .as(method.getFullMethodName())
            .isEqualTo(!own);
      }
    }
  }

  @Test
  void health_is_told_and_services_are_not_described_to_callers() throws Exception {
    ManagedChannel vendor = as("vendor");

    assertThat(
            HealthGrpc.newBlockingStub(vendor)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    MethodDescriptor<byte[], byte[]> reflection =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
            .build();
    assertThat(call(vendor, reflection, new byte[0]).getCode())
        .isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void a_vendor_without_studies_has_an_empty_list_and_no_study_of_any_digest() throws Exception {
    var stub = StudyServiceGrpc.newBlockingStub(as("vendor"));
    var nothing = SignedBlobWire.bytes(Sha256Digest.ZERO);

    assertThat(stub.listStudies(ListStudiesRequest.getDefaultInstance()).getPage().getTotal())
        .isZero();
    assertThat(
            stub.getStudy(GetStudyRequest.newBuilder().setStudy(nothing).build())
                .getRefused()
                .getCode())
        .isEqualTo("NO_STUDY");
    assertThat(
            stub.cancelStudy(CancelStudyRequest.newBuilder().setStudy(nothing).build())
                .getRefused()
                .getCode())
        .isEqualTo("NO_STUDY");
    assertThat(
            stub.listStudies(ListStudiesRequest.newBuilder().addStates("OPEN").build())
                .getRefused()
                .getCode())
        .isEqualTo("NO_STATE");
    assertThat(
            stub.listStudies(ListStudiesRequest.newBuilder().setCursor("abc").build())
                .getRefused()
                .getCode())
        .isEqualTo("CURSOR");
  }

  private ManagedChannel as(String role) throws Exception {
    Path folder = home.credentials(role);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .sslContext(
                MtlsCredentials.load(
                        folder.resolve("key.pem"),
                        folder.resolve("chain.pem"),
                        folder.resolve("trust.pem"))
                    .clientContext())
            .build();
    channels.add(channel);
    return channel;
  }

  private static Status call(ManagedChannel channel, MethodDescriptor<?, ?> method, byte[] request)
      throws Exception {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(method.getType())
            .setFullMethodName(method.getFullMethodName())
            .build();
    ClientCall<byte[], byte[]> call =
        channel.newCall(raw, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS));
    CompletableFuture<Status> ended = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
    return ended.get(30, TimeUnit.SECONDS);
  }

  /** Bytes as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
