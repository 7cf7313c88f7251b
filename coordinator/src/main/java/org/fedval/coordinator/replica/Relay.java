package org.fedval.coordinator.replica;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.config.Endpoint;
import org.fedval.coordinator.config.StartException;
import org.jspecify.annotations.Nullable;

/**
 * Listens on every port of a replica that stands by, and passes the bytes of each connection on to
 * the same port of the leader and back. It has no key and reads nothing: TLS ends at the leader. A
 * connection is never read faster than its other end takes it. Closing it ends every connection, so
 * that callers come again and find whoever leads then.
 */
final class Relay implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final long AGAIN_MILLIS = 200;
  private static final long QUIET_MILLIS = 100;
  private static final long LIMIT_MILLIS = 2_000;

  /** As long as a caller's TLS handshake may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private volatile @Nullable Address leader;
  private volatile boolean closing;

  private final Duration patience;

  private Relay(Duration patience) {
    this.patience = patience;
  }

  /**
   * Opens the ports.
   *
   * @throws IOException with one sentence when one of them is in use
   */
  static Relay open(Map<String, Endpoint> endpoints) throws IOException {
    return open(endpoints, PATIENCE);
  }

  static Relay open(Map<String, Endpoint> endpoints, Duration patience) throws IOException {
    Relay relay = new Relay(patience);
    for (Map.Entry<String, Endpoint> own : endpoints.entrySet()) {
      ChannelFuture bound = relay.listen(own.getKey(), own.getValue());
      if (!bound.awaitUninterruptibly().isSuccess()) {
        relay.close();
        throw StartException.portInUse(own.getValue().port(), own.getValue().host());
      }
    }
    return relay;
  }

  private ChannelFuture listen(String name, Endpoint own) {
    return new ServerBootstrap()
        .group(threads)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel caller) {
                caller.pipeline().addLast(new Half());
                pass(name, caller, System.nanoTime() + patience.toNanos());
              }
            })
        .bind(own.host(), own.port());
  }

  /** From now on new connections go there; null while nobody leads. */
  void toward(@Nullable Address address) {
    leader = address;
  }

  private void pass(String name, SocketChannel caller, long until) {
    if (closing) {
      caller.close();
      return;
    }
    Address target = leader;
    Endpoint endpoint = target == null ? null : target.endpoints().get(name);
    if (endpoint == null) {
      passLater(name, caller, until);
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(caller.eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(new Half())
            .connect(endpoint.host(), endpoint.port());
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            join(caller, connecting.channel());
          } else {
            passLater(name, caller, until);
          }
        });
  }

  /** One thread has both, so that neither ends unseen in between. */
  private static void join(Channel caller, Channel leader) {
    if (!caller.isActive()) {
      leader.close();
      return;
    }
    caller.pipeline().get(Half.class).begin(caller, leader);
    leader.pipeline().get(Half.class).begin(leader, caller);
  }

  /** Nobody leads just now; nothing of the caller was read yet. */
  private void passLater(String name, SocketChannel caller, long until) {
    if (closing || System.nanoTime() - until > 0) {
      caller.close();
      return;
    }
    var unused =
        caller
            .eventLoop()
            .schedule(() -> pass(name, caller, until), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One direction of a connection; nothing is read of it before its other end is there. */
  private static final class Half extends ChannelInboundHandlerAdapter {
    private @Nullable Channel other;

    void begin(Channel own, Channel end) {
      other = end;
      own.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      Objects.requireNonNull(other)
          .writeAndFlush(bytes)
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  context.channel().read();
                } else {
                  context.close();
                }
              });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Channel end = other;
      if (end != null) {
        end.writeAndFlush(end.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  @Override
  public void close() {
    closing = true;
    // What was being connected just now is closed in a later turn of the loop.
    threads
        .shutdownGracefully(QUIET_MILLIS, LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
