package org.fedval.crypto.secagg;

/** What both reveal phases work on. */
final class OpeningContext {
  final ServerContext server;
  final AgreedPeers peers;
  final Dealings dealings;
  final Survivors survivors;
  final MaskedSum sum;

  OpeningContext(
      ServerContext server,
      AgreedPeers peers,
      Dealings dealings,
      Survivors survivors,
      MaskedSum sum) {
    this.server = server;
    this.peers = peers;
    this.dealings = dealings;
    this.survivors = survivors;
    this.sum = sum;
  }
}
