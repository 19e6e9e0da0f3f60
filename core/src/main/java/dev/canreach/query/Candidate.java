package dev.canreach.query;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.PacketExpr;

/**
 * One endpoint that an end of a question stands for.
 *
 * @param endpoint the endpoint
 * @param guard which packets have this end where the question means it: at one of these addresses, with these labels
 * @param shown the end in words, as reports write it
 */
record Candidate(Endpoint endpoint, PacketExpr guard, String shown) {}
