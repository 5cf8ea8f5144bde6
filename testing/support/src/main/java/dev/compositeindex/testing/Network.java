package dev.compositeindex.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A network between clients and a server, in which single connections can fall silent: open, but nothing arrives any more, not
 * even that a side is gone. The server may go and come back.
 */
public final class Network implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<Integer, Socket> toServer = new ConcurrentHashMap<>();
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
    private final int server;

    /** A network to the server of this database. */
    public Network(PGSimpleDataSource database) throws IOException {
        this(database.getPortNumbers()[0]);
    }

    /** A network to a server here. */
    public Network(int server) throws IOException {
        this.server = server;
        OwnThread.run(this::accept);
    }

    /** Where clients find it. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** The same database, through this network. */
    public PGSimpleDataSource to(PGSimpleDataSource database) {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setUrl(database.getUrl());
        through.setUser(database.getUser());
        through.setServerNames(new String[] {entrance.getInetAddress().getHostAddress()});
        through.setPortNumbers(new int[] {entrance.getLocalPort()});
        return through;
    }

    /**
     * Swallows from now on what the two sides of a connection send.
     *
     * @param port the client's port, as the server sees it
     */
    public void silence(int port) {
        silent.add(port);
    }

    /** Tells the server that a client is gone, as its own questions would have found out by and by. */
    public void cut(int port) throws IOException {
        Socket socket = toServer.get(port);
        if (socket != null) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            try {
                Socket there = new Socket("localhost", server);
                toServer.put(there.getLocalPort(), there);
                sockets.addAll(List.of(client, there));
                OwnThread.run(() -> forward(client, there, there.getLocalPort()));
                OwnThread.run(() -> forward(there, client, there.getLocalPort()));
            } catch (IOException refused) {
                client.close();
            }
        }
    }

    private void forward(Socket from, Socket to, int port) throws IOException {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (!silent.contains(port)) {
                    out.write(bytes, 0, length);
                }
            }
        } finally {
            if (!silent.contains(port)) {
                from.close();
                to.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
