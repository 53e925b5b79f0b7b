print("carnelian")
