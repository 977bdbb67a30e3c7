@main struct Dictex { static func main() {} }
